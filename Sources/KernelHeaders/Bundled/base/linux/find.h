/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FIND_H
#define _LINUX_FIND_H

#include <linux/bitops.h>

#endif /* _LINUX_FIND_H */
