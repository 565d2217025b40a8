/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _STDBOOL_H
#define _STDBOOL_H

#include <linux/types.h>

/* The compiler's own until 5.15. */

#endif /* _STDBOOL_H */
