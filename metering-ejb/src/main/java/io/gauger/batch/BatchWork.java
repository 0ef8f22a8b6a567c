package io.gauger.batch;

/** What the timer drives. */
public interface BatchWork {
    /** Called every second; does nothing before the application's metering has started and after it has stopped. */
    void tick();
}
