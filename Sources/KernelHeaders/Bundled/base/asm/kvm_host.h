/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_KVM_HOST_H
#define _ASM_KVM_HOST_H

#include <linux/types.h>
#include <linux/rwsem.h>
#include <linux/clocksource.h>
#include <linux/cpumask.h>
#include <linux/irq.h>
#include <linux/irq_work.h>
#include <linux/irqbypass.h>
#include <linux/kvm.h>
#include <linux/kvm_types.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/perf_event.h>
#include <linux/tracepoint.h>

#if defined(__s390x__)
struct kvm_s390_crypto {
	struct rw_semaphore pqap_hook_rwsem;
	void *pqap_hook;
	u32 crycbd;
	u8 aes_kw;
	u8 dea_kw;
	u8 apie;
};

struct kvm_s390_gisa;
struct kvm_vcpu;

struct kvm_s390_module_hook {
	int (*hook)(struct kvm_vcpu *vcpu);
	struct module *owner;
};
typedef int (*crypto_hook)(struct kvm_vcpu *vcpu);

struct kvm_s390_gisa_interrupt {
	struct kvm_s390_gisa *origin;
	u64 expires;
};

#define ECA_CEI	0x80000000
#define ECA_IB	0x40000000
#define ECA_AIV	0x00200000
#define ECA_VX	0x00020000

struct kvm_s390_sie_block {
	u32 cpuflags;
	u32 ecb;
	u32 eca;
};

struct kvm_vcpu_arch {
	struct kvm_s390_sie_block *sie_block;
};

struct kvm_arch {
	int css_support;
	struct kvm_s390_crypto crypto;
	struct kvm_s390_gisa_interrupt gisa_int;
};

#define KVM_HVA_ERR_BAD		(-1UL)
#define KVM_HVA_ERR_RO_BAD	(-2UL)

struct kvm;
void kvm_arch_crypto_clear_masks(struct kvm *kvm);
void kvm_arch_crypto_set_masks(struct kvm *kvm, unsigned long *apm, unsigned long *aqm,
			       unsigned long *adm);
int kvm_s390_gisc_register(struct kvm *kvm, u32 gisc);
int kvm_s390_gisc_unregister(struct kvm *kvm, u32 gisc);
#else
struct kvm_vcpu_arch {
	unsigned long cr0;
	unsigned long cr3;
	unsigned long cr4;
	u64 efer;
};

struct kvm_arch {
	unsigned long n_used_mmu_pages;
};
#endif

#endif /* _ASM_KVM_HOST_H */
