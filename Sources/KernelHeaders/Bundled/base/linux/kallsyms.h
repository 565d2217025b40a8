/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KALLSYMS_H
#define _LINUX_KALLSYMS_H

#include <linux/types.h>

#endif /* _LINUX_KALLSYMS_H */
