package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds two equal keys in a document before its readers do. */
class YamlTest {
    @Test
    void twoEqualKeysAreRefusedAtEveryDepth() {
        assertThatThrownBy(() -> Yaml.read("a: {'500': 1, '400': 2, '500': 3}"))
                .isInstanceOf(MismatchedInputException.class);
        assertThatThrownBy(() -> Yaml.read("Internal: 1\nOther: 2\nInternal: 3\n"))
                .isInstanceOf(MismatchedInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openapi.yaml", "asyncapi.yaml"})
    void theDocumentsHaveNoTwoEqualKeys(String document) {
        assertThat(Yaml.read(Path.of("..", "docs", document)).isObject()).isTrue();
    }
}
