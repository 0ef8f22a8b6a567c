package io.gauger.runtime;

import io.gauger.admit.KeyDirectory;
import io.gauger.price.PriceDirectory;
import io.gauger.record.RecordSink;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.PortionSource;
import io.gauger.reserve.Subject;
import io.gauger.route.Route;
import io.gauger.route.StoredRoutes;
import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import io.gauger.usage.StoreUnavailableException;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes records into the application's database, in the background. Needs CDI when it is opened, by which timer and
 * admin API find it; not when it is closed, as servers stop an application's parts in different orders.
 */
public final class EnterpriseSink implements RecordSink {
    private volatile @Nullable Backend metering;
    private volatile Runnable eachSecond = () -> {};
    private volatile @Nullable Consumer<Collection<Route>> follower;

    /** For the service loader. */
    public EnterpriseSink() {}

    @Override
    public void open(Settings settings, List<Route> routes) {
        RunningGauger meetingPoint = meetingPoint();
        Backend started = Backend.start(settings, routes, application(), () -> eachSecond.run(), this::follow);
        try {
            meetingPoint.serve(started);
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
        metering = started;
    }

    @Override
    public KeyDirectory keys() {
        return () -> {
            Backend running = metering;
            return running == null ? null : running.keys().current();
        };
    }

    @Override
    public PriceDirectory prices() {
        return () -> {
            Backend running = metering;
            return running == null ? null : running.prices();
        };
    }

    @Override
    public StoredRoutes routes() {
        return newFollower -> follower = newFollower;
    }

    private void follow(List<Route> stored) {
        Consumer<Collection<Route>> following = follower;
        if (following != null) {
            following.accept(stored);
        }
    }

    @Override
    public IntSupplier nodes() {
        return () -> {
            Backend running = metering;
            return running == null ? 1 : running.liveNodes();
        };
    }

    @Override
    public PortionSource portions() {
        return new PortionSource() {
            @Override
            public <D extends Division> D exchange(List<Subject> subjects, Divider<D> divider) {
                return running().portions().exchange(subjects, divider);
            }

            @Override
            public Set<Subject> wanted(Set<Subject> among) {
                return running().portions().wanted(among);
            }

            @Override
            public void everySecond(Runnable work) {
                eachSecond = work;
            }
        };
    }

    private Backend running() {
        Backend running = metering;
        if (running == null) {
            throw new StoreUnavailableException("Metering has not started");
        }
        return running;
    }

    @Override
    public Ticket announce(UsageRecord opened, Route route) {
        Backend running = metering;
        return running == null ? this::accept : running.announce(opened, route);
    }

    @Override
    public void accept(UsageRecord record) {
        Backend running = metering;
        if (running != null) {
            running.accept(record);
        }
    }

    @Override
    public void close() {
        Backend running = metering;
        if (running != null) {
            running.close();
        }
    }

    private static RunningGauger meetingPoint() {
        try {
            return CDI.current().select(RunningGauger.class).get();
        } catch (IllegalStateException e) {
            throw new SettingException("Usage records go to the database by a CDI bean and an EJB timer, but this"
                    + " application has no CDI: name another gauger.sink, or run in a Jakarta EE server;"
                    + " docs/configuration.md tells what may switch CDI off in one");
        }
    }

    private static ClassLoader application() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? EnterpriseSink.class.getClassLoader() : context;
    }
}
