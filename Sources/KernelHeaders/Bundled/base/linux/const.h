/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CONST_H
#define _LINUX_CONST_H

#include <uapi/linux/const.h>

#define UL(x)	(_UL(x))
#define ULL(x)	(_ULL(x))

#endif /* _LINUX_CONST_H */
