package dev.sluice.auth.redis;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server shows of itself, trusted by whoever is given the same file.
 *
 * @param certificate file in PEM, signed by its own key
 * @param key file in PEM
 */
record Certificate(Path certificate, Path key) {

    private static final String PASSWORD = "changeit";

    /** For a name as keytool writes it, such as {@code ip:127.0.0.1}. */
    static Certificate of(Path directory, String name) throws Exception {
        String file = name.replaceAll("\\W", "-");
        Path store = directory.resolve(file + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + file,
                "-ext", "san=" + name, "-ext", "bc=ca:true", "-storetype", "PKCS12",
                "-storepass", PASSWORD, "-keystore", store.toString()))
                .redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as("%s", said).isZero();

        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, PASSWORD.toCharArray());
        }
        return new Certificate(pem(directory.resolve(file + ".crt"), "CERTIFICATE",
                        made.getCertificate("server").getEncoded()),
                pem(directory.resolve(file + ".key"), "PRIVATE KEY",
                        made.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    }

    private static Path pem(Path file, String type, byte[] content) throws Exception {
        return Files.writeString(file, "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + type + "-----\n");
    }
}
