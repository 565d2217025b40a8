/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _STDARG_H
#define _STDARG_H

#include <linux/stdarg.h>

#endif /* _STDARG_H */
