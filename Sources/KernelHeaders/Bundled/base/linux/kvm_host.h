/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KVM_HOST_H
#define _LINUX_KVM_HOST_H

#include <linux/types.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/sched.h>
#include <linux/mm.h>
#include <linux/bug.h>
#include <linux/srcu.h>
#include <linux/refcount.h>
#include <linux/rwsem.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/kvm.h>
#include <linux/kvm_types.h>
#include <asm/kvm_host.h>
#include <asm/kvm_page_track.h>

struct kvm_memory_slot {
	gfn_t base_gfn;
	unsigned long npages;
	unsigned long userspace_addr;
	u32 flags;
	short id;
};

struct kvm_vcpu {
	struct kvm *kvm;
	int vcpu_id;
};

struct kvm {
	spinlock_t mmu_lock;
	struct mutex slots_lock;
	struct mm_struct *mm;
	struct list_head vm_list;
	struct mutex lock;
	struct kvm_arch arch;
	refcount_t users_count;
	struct srcu_struct srcu;
	pid_t userspace_pid;
};

void kvm_get_kvm(struct kvm *kvm);
bool kvm_get_kvm_safe(struct kvm *kvm);
void kvm_put_kvm(struct kvm *kvm);
int kvm_read_guest(struct kvm *kvm, gpa_t gpa, void *data, unsigned long len);
int kvm_write_guest(struct kvm *kvm, gpa_t gpa, const void *data, unsigned long len);
int kvm_read_guest_page(struct kvm *kvm, gfn_t gfn, void *data, int offset, int len);
int kvm_write_guest_page(struct kvm *kvm, gfn_t gfn, const void *data, int offset, int len);
bool kvm_is_visible_gfn(struct kvm *kvm, gfn_t gfn);
struct kvm_memory_slot *gfn_to_memslot(struct kvm *kvm, gfn_t gfn);
unsigned long gfn_to_hva(struct kvm *kvm, gfn_t gfn);
kvm_pfn_t gfn_to_pfn(struct kvm *kvm, gfn_t gfn);
struct page *gfn_to_page(struct kvm *kvm, gfn_t gfn);
void kvm_release_pfn_clean(kvm_pfn_t pfn);
void kvm_release_pfn_dirty(kvm_pfn_t pfn);
bool is_error_noslot_pfn(kvm_pfn_t pfn);

static inline gpa_t gfn_to_gpa(gfn_t gfn)
{
	return (gpa_t)gfn << PAGE_SHIFT;
}

static inline gfn_t gpa_to_gfn(gpa_t gpa)
{
	return (gfn_t)(gpa >> PAGE_SHIFT);
}

#endif /* _LINUX_KVM_HOST_H */
