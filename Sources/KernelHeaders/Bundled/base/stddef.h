/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _STDDEF_H
#define _STDDEF_H

#include <linux/types.h>
#include <linux/stddef.h>

/* The compiler's own until 5.15. */

#endif /* _STDDEF_H */
