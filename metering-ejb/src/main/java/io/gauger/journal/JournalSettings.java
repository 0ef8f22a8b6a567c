package io.gauger.journal;

import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.nio.file.Path;

/**
 * How the journal is to be kept.
 *
 * @param dataDirectory the directory that belongs to the application; the journal is below it
 * @param segments how many segments there may be
 * @param segmentBytes how long each is, a multiple of the size of a page
 * @param sync whether what is taken is forced to the disk, in groups
 */
public record JournalSettings(Path dataDirectory, int segments, int segmentBytes, boolean sync) {
    private static final int SEGMENT = 8 << 20;

    /**
     * Reads what concerns the journal; does not touch the disk.
     *
     * @throws SettingException if a setting cannot be used
     */
    public static JournalSettings of(Settings settings, Path dataDirectory) {
        int megabytes = settings.number("gauger.journal-mb", 1024, 64, 1 << 20);
        String sync = settings.text("gauger.journal-sync", "off");
        if (!sync.equals("off") && !sync.equals("group")) {
            throw new SettingException("gauger.journal-sync must be off or group, was '" + sync + "'");
        }
        return new JournalSettings(dataDirectory, megabytes / (SEGMENT >> 20), SEGMENT, sync.equals("group"));
    }

    /** What all segments may take on disk. */
    long mostBytes() {
        return (long) segments * segmentBytes;
    }
}
