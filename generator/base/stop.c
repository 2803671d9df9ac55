#define _GNU_SOURCE /* sigaction */
#include "base/stop.h"

#include <signal.h>

static volatile sig_atomic_t asked;

static void on_signal(int sig)
{
    (void)sig;
    asked = 1;
}

void stop_catch(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    /* What waits goes on waiting: stdio drops what a write that ends with EINTR
     * did not take, and a line on a full pipe would be torn. */
    struct sigaction sa = {.sa_handler = on_signal,
                           .sa_flags = (int)SA_RESETHAND | SA_RESTART};
    sigemptyset(&sa.sa_mask);
    for (int i = 0; i < (int)(sizeof signals / sizeof *signals); i++) {
        struct sigaction old;
        /* nohup's wish that the program outlives its terminal is kept. */
        if (!sigaction(signals[i], NULL, &old) && old.sa_handler != SIG_IGN)
            sigaction(signals[i], &sa, NULL);
    }
}

bool stop_asked(void)
{
    return asked;
}
