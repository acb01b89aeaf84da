package io.freshet.quarkus.snowflake.graal;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Says on the JVM what a native build would say much later. */
class SubstitutionsFitTheDriverTest {

    private static final List<Class<?>> SUBSTITUTIONS = List.of(NoFilesInNativePrograms.class);

    @Test
    void everyReplacedMethodIsThereWithThisSignature() throws ReflectiveOperationException {
        for (Class<?> substitution : SUBSTITUTIONS) {
            Class<?> target = Class.forName(
                    substitution.getAnnotation(TargetClass.class).className(),
                    false,
                    getClass().getClassLoader());
            List<Method> methods = Arrays.stream(substitution.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Substitute.class))
                    .toList();
            assertThat(methods).isNotEmpty();
            for (Method method : methods) {
                Method replaced = target.getDeclaredMethod(method.getName(), method.getParameterTypes());
                assertThat(replaced.getReturnType()).isEqualTo(method.getReturnType());
                assertThat(replaced.getModifiers()).isEqualTo(method.getModifiers());
            }
        }
    }
}
