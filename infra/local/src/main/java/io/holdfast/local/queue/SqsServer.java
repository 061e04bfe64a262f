package io.holdfast.local.queue;

import io.holdfast.engine.LocalAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;

/** ElasticMQ in this process: one set of queues, and a server for each address. */
final class SqsServer implements AutoCloseable {
    private final ActorSystem system;
    private final LocalAddress address;
    private final List<SQSRestServer> servers = new ArrayList<>();

    private SqsServer(ActorSystem system, LocalAddress address) {
        this.system = system;
        this.address = address;
    }

    /** Starts the servers; takes a second or two. */
    static SqsServer start(LocalAddress address) {
        ActorSystem system = ActorSystem.create("elasticmq");
        SqsServer server = new SqsServer(system, address);
        try {
            ActorRef queues = system.actorOf(Props.create(QueueManagerActor.class,
                    new NowProvider(), StrictSQSLimits$.MODULE$, Option.empty()));
            address.sockets().forEach(socket -> server.listen(socket, queues));
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void listen(InetSocketAddress socket, ActorRef queues) {
        SQSRestServer server = SQSRestServerBuilder.withActorSystem(system)
                .withQueueManagerActor(queues)
                .withInterface(socket.getAddress().getHostAddress()).withPort(socket.getPort())
                .withServerAddress(
                        new NodeAddress("http", address.host(), socket.getPort(), ""))
                .withAWSRegion("us-east-1").start();
        servers.add(server);
        server.waitUntilStarted();
    }

    URI endpoint() {
        return address.uri();
    }

    @Override
    public void close() {
        servers.forEach(SQSRestServer::stopAndWait);
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
