package dev.sluice.common.paging;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PageTests {

    @ParameterizedTest
    @CsvSource({"0, 2, 12", "1, 2, 34", "2, 2, 5", "3, 2, ''", "0, 100, 12345", "2147483647, 100, ''"})
    void aPageHoldsItsPartOfTheList(int page, int size, String items) {
        Page<Integer> found = Page.of(List.of(1, 2, 3, 4, 5), page, size);
        assertThat(found.items().stream().map(String::valueOf).reduce("", String::concat)).isEqualTo(items);
        assertThat(found.total()).isEqualTo(5);
    }
}
