/* L0: a wish of the user or the system that the program end (SIGINT, SIGTERM,
 * SIGHUP). What runs long asks between its steps, and ends with all files
 * whole. */
#ifndef JIEBAO_BASE_STOP_H
#define JIEBAO_BASE_STOP_H

#include <stdbool.h>

/* From now on the first such signal is remembered; a second one ends the
 * program at once. Reads and writes that wait go on; sleep and poll end. */
void stop_catch(void);
/* Has there been one? */
bool stop_asked(void);

#endif
