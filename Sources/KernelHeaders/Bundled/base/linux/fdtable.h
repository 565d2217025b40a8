/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FDTABLE_H
#define _LINUX_FDTABLE_H

#include <linux/file.h>

#endif /* _LINUX_FDTABLE_H */
