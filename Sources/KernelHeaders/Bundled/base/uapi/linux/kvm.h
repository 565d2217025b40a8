/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_KVM_H
#define _UAPI_LINUX_KVM_H

#include <linux/types.h>
#include <linux/ioctl.h>

#define KVM_MEM_LOG_DIRTY_PAGES	(1UL << 0)
#define KVM_MEM_READONLY	(1UL << 1)

#endif /* _UAPI_LINUX_KVM_H */
