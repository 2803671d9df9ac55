/* L1: times as machines write them. The day is the one of China (UTC+8). */
#ifndef JIEBAO_TEXT_DATE_STAMP_H
#define JIEBAO_TEXT_DATE_STAMP_H

#include "text/date.h"

/* The day of the time that s begins with: a date as date_find knows it, with
 * or without a time, which may say that it is of UTC (2019-09-07T19:14:21Z);
 * or seconds or milliseconds since 1970, 10 or 13 digits. 0: none. */
Date date_of_stamp(Str s);

#endif
