package io.freshet.quarkus.snowflake.connect;

import io.freshet.quarkus.snowflake.explain.Explainer;
import io.freshet.quarkus.snowflake.explain.SessionFacts;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A connection or statement whose failures are explained. Result sets are handed out as they are: nothing stands between an application and
 * its rows. {@code unwrap} reaches the driver's own objects.
 */
final class Explaining implements InvocationHandler {

    private final Object real;
    private final Explainer explainer;
    private final SessionFacts facts;

    private Explaining(Object real, Explainer explainer, SessionFacts facts) {
        this.real = real;
        this.explainer = explainer;
        this.facts = facts;
    }

    static Connection connection(Connection real, Explainer explainer, SessionFacts facts) {
        return proxy(Connection.class, real, explainer, facts);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("equals") && method.getParameterCount() == 1 && arguments != null) {
            return proxy == arguments[0];
        }
        try {
            return explained(method.invoke(real, arguments), method.getReturnType());
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException failure ? explainer.statement(failure, facts) : e.getCause();
        }
    }

    private @Nullable Object explained(@Nullable Object result, Class<?> declared) {
        if (declared == CallableStatement.class && result instanceof CallableStatement statement) {
            return proxy(CallableStatement.class, statement, explainer, facts);
        }
        if (declared == PreparedStatement.class && result instanceof PreparedStatement statement) {
            return proxy(PreparedStatement.class, statement, explainer, facts);
        }
        if (declared == Statement.class && result instanceof Statement statement) {
            return proxy(Statement.class, statement, explainer, facts);
        }
        return result;
    }

    private static <T> T proxy(Class<T> type, T real, Explainer explainer, SessionFacts facts) {
        return type.cast(Proxy.newProxyInstance(
                Explaining.class.getClassLoader(), new Class<?>[] {type}, new Explaining(real, explainer, facts)));
    }
}
