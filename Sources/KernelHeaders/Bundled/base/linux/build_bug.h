/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_BUILD_BUG_H
#define _LINUX_BUILD_BUG_H

#include <linux/compiler.h>

#define BUILD_BUG_ON_ZERO(e)		((int)sizeof(struct { int:(-!!(e)); }))
#define BUILD_BUG_ON(cond)		((void)sizeof(char[1 - 2 * !!(cond)]))
#define BUILD_BUG_ON_MSG(cond, msg)	BUILD_BUG_ON(cond)
#define BUILD_BUG_ON_NOT_POWER_OF_2(n) \
	BUILD_BUG_ON((n) == 0 || (((n) & ((n) - 1)) != 0))
#define BUILD_BUG()			BUILD_BUG_ON(1)
#undef static_assert
#define static_assert(expr, ...)	_Static_assert(expr, #expr)

#ifndef compiletime_assert
#define compiletime_assert(condition, msg)	BUILD_BUG_ON_MSG(!(condition), msg)
#endif

#endif /* _LINUX_BUILD_BUG_H */
