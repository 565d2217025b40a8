/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_KVM_HOST_H
#define _ASM_KVM_HOST_H

#include <linux/types.h>
#include <linux/rwsem.h>

#if defined(__s390x__)
struct kvm_s390_crypto {
	struct rw_semaphore pqap_hook_rwsem;
	void *pqap_hook;
	u32 crycbd;
	u8 aes_kw;
	u8 dea_kw;
	u8 apie;
};

struct kvm_arch {
	struct kvm_s390_crypto crypto;
};
#else
struct kvm_arch {
	unsigned long n_used_mmu_pages;
};
#endif

#endif /* _ASM_KVM_HOST_H */
