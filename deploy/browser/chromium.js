import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The browser to use: CHROME_PATH, or the first Chromium or Chrome on the PATH. */
export async function findChromium() {
  if (process.env.CHROME_PATH) {
    return process.env.CHROME_PATH;
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const file = join(folder, name);
      if (await access(file, constants.X_OK).then(() => true, () => false)) {
        return file;
      }
    }
  }
  throw new Error('No Chromium on the PATH. Install one, or say where it is in CHROME_PATH.');
}
