package io.holdfast.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The resources of one read. */
class DefinerTest {
    @Test
    void aReadHasAtMostAHundredResources() {
        List<String> resources = IntStream.range(0, 201).mapToObj(i -> "r" + i).toList();

        List<List<String>> pages = Definer.pages(resources);

        assertThat(pages).extracting(List::size).containsExactly(100, 100, 1);
        assertThat(pages.stream().flatMap(List::stream)).containsExactlyElementsOf(resources);
    }

    /** API Gateway refuses a longer address, and then nothing could be defined. */
    @Test
    void aReadOfLongIdsHasFewer() {
        List<List<String>> pages = Definer.pages(Collections.nCopies(100, "a".repeat(128)));

        assertThat(pages.stream().mapToInt(List::size).sum()).isEqualTo(100);
        assertThat(pages).allSatisfy(
                page -> assertThat(String.join("%2C", page)).hasSizeLessThan(6_001));
    }
}
