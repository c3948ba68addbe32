package dev.sluice.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class AppImageTests {

    @TempDir
    private Path directory;

    @Test
    void aCacheIsKeptFromAHealthyRunOnly() throws Exception {
        AppImage image = image("first");

        assertThat(train(image, "1")).isFalse();
        assertThat(image.command()).noneMatch(option -> option.startsWith("-XX:AOTCache"));
        assertThat(files(".aot.draft")).isEmpty();

        assertThat(train(image, "0")).isTrue();
        assertThat(image.command()).contains("-XX:AOTCache=" + files(".aot").getFirst());
    }

    @Test
    void anotherBuildOfTheJarGetsAnImageOfItsOwnAndTheOldOneGoes() throws Exception {
        train(image("first"), "0");
        Path old = files(".jar").getFirst();

        assertThat(image("first").hasCache()).isTrue();
        assertThat(image("second").hasCache()).isFalse();

        assertThat(old).doesNotExist();
        assertThat(files(".jar")).hasSize(1);
    }

    private AppImage image(String build) throws IOException {
        return AppImage.of(Service.AUTH, FakeService.jar(directory.resolve("auth-service.jar"), build),
                directory.resolve("apps"));
    }

    private boolean train(AppImage image, String exit) throws IOException, InterruptedException {
        return image.train(Map.of(FakeService.EXIT, exit), directory.resolve("training.log"));
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("apps"))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
