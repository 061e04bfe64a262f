package io.holdfast.domain.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionTest {
    @ParameterizedTest
    @CsvSource({"NONE, true, true", "ABSENT, false, true", "PRESENT, true, false"})
    void itSaysWhetherTheResourceMayOrMustExist(Precondition precondition, boolean metByResource,
            boolean metByNone) {
        assertThat(precondition.isMetBy(true)).isEqualTo(metByResource);
        assertThat(precondition.isMetBy(false)).isEqualTo(metByNone);
    }
}
