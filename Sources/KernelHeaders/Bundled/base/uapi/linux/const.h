/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_CONST_H
#define _UAPI_LINUX_CONST_H

#define _AC(x, y)	x##y
#define _AT(t, x)	((t)(x))
#define _UL(x)		((unsigned long)(x))
#define _ULL(x)		((unsigned long long)(x))
#define _BITUL(x)	(_UL(1) << (x))
#define _BITULL(x)	(_ULL(1) << (x))

#endif /* _UAPI_LINUX_CONST_H */
