/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_KVM_H
#define _UAPI_LINUX_KVM_H

#include <linux/types.h>
#include <linux/ioctl.h>
#include <asm/kvm.h>

#define KVM_MEM_LOG_DIRTY_PAGES	(1UL << 0)
#define KVM_MEM_READONLY	(1UL << 1)

struct kvm_run {
	__u8 request_interrupt_window;
	__u8 immediate_exit;
	__u32 exit_reason;
	__u64 kvm_valid_regs;
	__u64 kvm_dirty_regs;
	union {
		struct kvm_sync_regs regs;
		char padding[2048];
	} s;
};

#endif /* _UAPI_LINUX_KVM_H */
