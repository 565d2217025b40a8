/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CAPABILITY_H
#define _LINUX_CAPABILITY_H

#include <uapi/linux/capability.h>
#include <linux/types.h>

bool capable(int cap);

#endif /* _LINUX_CAPABILITY_H */
