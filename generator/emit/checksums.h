/* L3 emit: the site's checksums, by which a copy of it is verified.
 *
 *   SHA256SUMS       names the parts
 *   sha256/PART.txt  names the outputs: sha256/reports-43-2022.txt those of
 *                    the reports of province 43 on 2022 ...
 *
 * Cut so that a new report changes a few small parts. Lines: text/checksum.h,
 * paths from the output folder. */
#ifndef JIEBAO_EMIT_CHECKSUMS_H
#define JIEBAO_EMIT_CHECKSUMS_H

#include "base/str.h"

#define CHECKSUMS_ROOT S("SHA256SUMS")
#define CHECKSUMS_FOLDER S("sha256/")

#endif
