/* L1: dates that name the month: August 12, 2005 - what blogs and mail gateways
 * print on Chinese pages. */
#ifndef JIEBAO_TEXT_DATE_WESTERN_H
#define JIEBAO_TEXT_DATE_WESTERN_H

#include "text/date.h"

/* The first date in s that names its month, in English or Chinese, or has its
 * year last and a time behind it (13-08-2005 10:22): August 12,
 * 2005; Aug 12th 2005; Aug 12 Fri 2005; 12 August 2005; 12-Aug-2005; Fri Aug 12
 * 05:54:13 2005; 八月 12, 2005; 8月 12, 2005. *at (may be NULL) is where it
 * starts, *end where it ends. 0: none. */
Date date_find_western(Str s, ptrdiff_t *at, ptrdiff_t *end);

#endif
