/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SCHED_TYPES_H
#define _LINUX_SCHED_TYPES_H

#include <uapi/linux/sched/types.h>

#endif /* _LINUX_SCHED_TYPES_H */
