package io.holdfast.domain.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookCommandTest {
    private static final String EMOJI = "\uD83C\uDFAB";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 129, 256})
    void aReferenceIsCountedInCodePoints(int count) {
        assertThat(book(EMOJI.repeat(count)).reference()).contains(EMOJI.repeat(count));
        assertThat(book("x".repeat(count)).reference()).contains("x".repeat(count));
    }

    @Test
    void beyondTwoHundredAndFiftySixCodePointsAReferenceIsRefused() {
        for (String one : List.of("x", EMOJI)) {
            assertThatThrownBy(() -> book(one.repeat(257)))
                    .hasMessage("reference: must be at most 256 characters");
        }
    }

    @Test
    void halfACharacterIsRefused() {
        assertThatThrownBy(() -> book("\uD83C")).isInstanceOf(InvalidInput.class);
    }

    private static BookCommand book(String reference) {
        return new BookCommand(new BookingId("b"),
                List.of(new LineRequest(new ResourceId("r"), 1, OptionalLong.empty())),
                Optional.empty(), Optional.of(reference));
    }
}
