/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TYPECHECK_H
#define _LINUX_TYPECHECK_H

#define typecheck(type, x) \
	({ type __a; typeof(x) __b; (void)(&__a == &__b); 1; })

#endif /* _LINUX_TYPECHECK_H */
