package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExampleTest {
    private static List<Example> of(String document) {
        return Example.of(document.replace('~', '`').lines().toList());
    }

    @Test
    void aScriptIsFollowedByWhatItPrints() {
        assertThat(of("""
                        Text.

                        ~~~sh
                        echo a b
                        ~~~

                        ~~~
                        a … b
                        ~~~
                        """)).containsExactly(new Example(3, Optional.empty(), "echo a b", Optional.of("a … b"), 0));
    }

    @Test
    void textBetweenThemPartsThem() {
        assertThat(of("~~~sh\necho a\n~~~\nAnd this is a picture:\n~~~\na\n~~~\n"))
                .singleElement()
                .satisfies(example -> assertThat(example.output()).isEmpty());
    }

    @Test
    void aNoteHoldsForTheNextBlockOnly() {
        assertThat(of("""
                        <!-- example: not run: it would take a cloud -->
                        ~~~sh
                        one
                        ~~~
                        <!-- example: exits 3 -->
                        ~~~bash
                        two
                        ~~~
                        <!-- example: file a.yaml -->
                        ~~~yaml
                        name: a
                        ~~~
                        ~~~yaml
                        name: b
                        ~~~
                        ~~~sh
                        three
                        ~~~
                        """))
                .containsExactly(
                        new Example(6, Optional.empty(), "two", Optional.empty(), 3),
                        new Example(10, Optional.of("a.yaml"), "name: a", Optional.empty(), 0),
                        new Example(16, Optional.empty(), "three", Optional.empty(), 0));
    }

    @Test
    void aQueryIsAskedByTheCommand() {
        assertThat(of("~~~sql\nSELECT 'a'\n~~~\n"))
                .singleElement()
                .satisfies(example ->
                        assertThat(example.text()).startsWith("./freshet sql").contains("SELECT 'a'"));
    }

    @Test
    void whatIsShownMustBeWhatIsPrinted() {
        Example example = new Example(1, Optional.empty(), "", Optional.of("a … c (d)\n1.5"), 0);

        assertThat(example.isPrintedAs("a b  b c (d) 1.5\n")).isTrue();
        assertThat(example.isPrintedAs("a c (d) 1x5")).isFalse();
        assertThat(example.isPrintedAs("a c (d) 1.5 and more")).isFalse();
        assertThat(example.isPrintedAs("")).isFalse();
    }

    @Test
    void aBlockWithoutAnEndIsAMistakeOfTheDocument() {
        assertThatThrownBy(() -> of("~~~sh\necho\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("line 1");
    }
}
