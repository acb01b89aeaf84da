package io.freshet.benchmarks.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;

/** The least an MQTT server on Vert.x can do: acknowledges and throws away. As many event loops as the gateway has. */
public final class BareMqtt {
    private static final int LARGEST = 1 << 18;

    private BareMqtt() {}

    /** @param arguments the port and the number of event loops */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        int loops = Integer.parseInt(arguments[1]);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
        vertx.deployVerticle(() -> new Server(port), new DeploymentOptions().setInstances(loops))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static final class Server extends AbstractVerticle {
        private final int port;

        Server(int port) {
            this.port = port;
        }

        @Override
        public void start(Promise<Void> started) {
            MqttServer.create(
                            vertx,
                            new MqttServerOptions()
                                    .setHost("127.0.0.1")
                                    .setPort(port)
                                    .setMaxMessageSize(LARGEST))
                    .endpointHandler(client -> {
                        client.publishHandler(message -> {
                            if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
                                client.publishAcknowledge(message.messageId());
                            }
                        });
                        client.accept(false);
                    })
                    .listen()
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
