/* L1: a lost byte in a text of GB 2312, by which all that follows up to the
 * next ASCII character would be read out of step. */
#ifndef JIEBAO_TEXT_CHARSET_RESYNC_H
#define JIEBAO_TEXT_CHARSET_RESYNC_H

/* Runs of bytes 0xA1..0xFE as they are met, one after the other. */
typedef struct GbResync {
    const char *seen; /* the end of the last run looked at */
    const char *cut;  /* in it, the byte that is half of a character and has to
                         be passed over; NULL: there is none */
} GbResync;

/* Looks at the run that begins at p, the start of a character, if it lies
 * behind `seen`. A run of an odd number of bytes has lost one (or has one too
 * many): where both parts, each read in step, have far fewer lead bytes that
 * Chinese prose seldom has, *r gets its place. */
void gb_resync(GbResync *r, const char *p, const char *end);

#endif
