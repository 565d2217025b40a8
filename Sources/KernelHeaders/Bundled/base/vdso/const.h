/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _VDSO_CONST_H
#define _VDSO_CONST_H

#include <linux/const.h>

#endif /* _VDSO_CONST_H */
