package io.gauger.server;

import java.util.regex.Pattern;

/**
 * What a server's log says about its start. An HTTP answer alone does not tell: servers listen before the application
 * is there, and answer 404.
 *
 * @param ready found once the application is deployed
 * @param failed found if it could not be, in the line that says why
 */
record StartSigns(Pattern ready, Pattern failed) {}
