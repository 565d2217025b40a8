/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_NODEMASK_H
#define _LINUX_NODEMASK_H

#include <linux/numa.h>

#endif /* _LINUX_NODEMASK_H */
