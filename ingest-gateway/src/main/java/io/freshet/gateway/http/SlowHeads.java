package io.freshet.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections on which the head of a request takes too long, TLS handshake included. An idle timeout cannot do that: whoever sends
 * a byte now and then is never idle. Each connection's guard lives on its event loop.
 */
public final class SlowHeads {
    private static final AttributeKey<Guard> GUARD = AttributeKey.valueOf("freshet.slow-heads");

    private SlowHeads() {}

    /**
     * Guards all connections that are accepted from now on, by all servers that listen by now.
     *
     * @param isHttp whether HTTP is spoken on a port
     */
    public static void guard(Vertx vertx, Duration patience, IntPredicate isHttp) {
        for (EventExecutor loop : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            loop.execute(() -> servers(loop, patience, isHttp));
        }
    }

    private static void servers(EventExecutor loop, Duration patience, IntPredicate isHttp) {
        Iterator<Channel> channels = ((SingleThreadEventLoop) loop).registeredChannelsIterator();
        while (channels.hasNext()) {
            Channel channel = channels.next();
            if (channel instanceof ServerChannel
                    && channel.localAddress() instanceof InetSocketAddress address
                    && isHttp.test(address.getPort())
                    && channel.pipeline().get(Acceptor.class) == null) {
                channel.pipeline().addFirst(new Acceptor(patience));
            }
        }
    }

    /** The head of a request is there. Event loop of the connection. */
    static void arrived(HttpConnection connection) {
        Guard guard = ((ConnectionBase) connection).channel().attr(GUARD).get();
        if (guard != null) {
            guard.arrived();
        }
    }

    /** Stands before what accepts connections. */
    private static final class Acceptor extends ChannelInboundHandlerAdapter {
        private final Duration patience;

        Acceptor(Duration patience) {
            this.patience = patience;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel channel) {
                Guard guard = new Guard(patience);
                channel.attr(GUARD).set(guard);
                channel.pipeline().addFirst(guard);
            }
            context.fireChannelRead(accepted);
        }
    }

    /** Stands nearest to the socket, and sees bytes. */
    private static final class Guard extends ChannelDuplexHandler {
        private final long patience;
        /** When the first byte of a head came that is not there as a whole; 0 for none. */
        private long since;

        private boolean underWay;
        private @Nullable ScheduledFuture<?> look;

        Guard(Duration patience) {
            this.patience = patience.toNanos();
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            long often = Math.max(1, patience / 4);
            look = context.executor().scheduleWithFixedDelay(() -> look(context), often, often, TimeUnit.NANOSECONDS);
            context.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            if (!underWay && since == 0) {
                since = System.nanoTime() | 1;
            }
            context.fireChannelRead(bytes);
        }

        @Override
        public void write(ChannelHandlerContext context, Object bytes, ChannelPromise promise) {
            underWay = false;
            ChannelFuture unused = context.write(bytes, promise);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (look != null) {
                look.cancel(false);
            }
            context.fireChannelInactive();
        }

        void arrived() {
            underWay = true;
            since = 0;
        }

        private void look(ChannelHandlerContext context) {
            if (since != 0 && System.nanoTime() - since > patience) {
                ChannelFuture unused = context.close();
            }
        }
    }
}
