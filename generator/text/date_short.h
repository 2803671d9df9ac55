/* L1: dates of which a part goes without saying: 08-03-12, 3-12. */
#ifndef JIEBAO_TEXT_DATE_SHORT_H
#define JIEBAO_TEXT_DATE_SHORT_H

#include "text/date.h"

/* The first date in s whose year has two digits and that cannot be anything
 * else: 08年03月12日, or one with a time behind it: 08-03-12 09:30. The years
 * are those from 1990 to 2049. *at and *end (may be NULL) as date_find_span
 * has them. 0: none. */
Date date_find_short(Str s, ptrdiff_t *at, ptrdiff_t *end);
/* The same where s begins with it, which needs no time behind it. */
Date date_short(Str s);
/* Month * 100 + day where s begins with them and has no year: 03-12, 3月12日,
 * 03-1209:30; or 0. */
int date_month_day(Str s);

#endif
