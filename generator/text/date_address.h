/* L1: the day that a page's address is filed under. */
#ifndef JIEBAO_TEXT_DATE_ADDRESS_H
#define JIEBAO_TEXT_DATE_ADDRESS_H

#include "text/date.h"

/* The one day that the path of an address has: /2009/0305/, /2009-03/05/,
 * /200903/t20090305_12.htm, /art/2009/3/5/art_1.html. 0: none, or several. */
Date date_of_address(Str url);

#endif
