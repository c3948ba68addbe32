package dev.sluice.auth.redis;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;

/** What Lettuce has open. One that is closed here is opened anew by Lettuce; the others do not notice. */
final class Channels implements NettyCustomizer {

    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    @Override
    public void afterChannelInitialized(Channel channel) {
        open.add(channel);
    }

    void close(RedisURI server) {
        SocketAddress address = new InetSocketAddress(server.getHost(), server.getPort());
        var _ = open.close(channel -> address.equals(channel.remoteAddress()));
    }
}
