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
#include <linux/hardirq.h>
#include <linux/irqbypass.h>
#include <linux/mmu_notifier.h>
#include <linux/msi.h>
#include <linux/nospec.h>
#include <linux/notifier.h>
#include <linux/ratelimit.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/scatterlist.h>
#include <linux/hash.h>
#include <linux/uaccess.h>

struct kvm_memory_slot {
	gfn_t base_gfn;
	unsigned long npages;
	unsigned long userspace_addr;
	u32 flags;
	short id;
};

struct kvm_vcpu {
	struct kvm *kvm;
	int cpu;
	int vcpu_id;
	struct mutex mutex;
	struct kvm_run *run;
	struct kvm_vcpu_arch arch;
};

struct kvm_io_bus;
struct kvm_memslots;

enum kvm_bus {
	KVM_MMIO_BUS,
	KVM_PIO_BUS,
	KVM_VIRTIO_CCW_NOTIFY_BUS,
	KVM_FAST_MMIO_BUS,
	KVM_NR_BUSES
};

#ifndef KVM_HVA_ERR_BAD
#define KVM_HVA_ERR_BAD		(PAGE_OFFSET)
#endif
#define KVM_PFN_ERR_MASK	(0x7ffULL << 52)
#define KVM_PFN_NOSLOT		(0x1ULL << 63)

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

bool kvm_is_error_hva(unsigned long addr);
bool is_error_pfn(kvm_pfn_t pfn);
bool is_noslot_pfn(kvm_pfn_t pfn);
bool is_error_page(struct page *page);
unsigned long gfn_to_hva_memslot(struct kvm_memory_slot *slot, gfn_t gfn);
kvm_pfn_t gfn_to_pfn_prot(struct kvm *kvm, gfn_t gfn, bool write_fault, bool *writable);
kvm_pfn_t gfn_to_pfn_memslot(struct kvm_memory_slot *slot, gfn_t gfn);
void kvm_release_page_clean(struct page *page);
void kvm_release_page_dirty(struct page *page);
void kvm_set_pfn_dirty(kvm_pfn_t pfn);
void kvm_set_pfn_accessed(kvm_pfn_t pfn);
void mark_page_dirty(struct kvm *kvm, gfn_t gfn);
int kvm_clear_guest(struct kvm *kvm, gpa_t gpa, unsigned long len);
struct kvm_memslots *kvm_memslots(struct kvm *kvm);
struct kvm_io_bus *kvm_get_bus(struct kvm *kvm, enum kvm_bus idx);
struct kvm_vcpu *kvm_get_vcpu(struct kvm *kvm, int i);
void kvm_vcpu_kick(struct kvm_vcpu *vcpu);
int kvm_set_irq(struct kvm *kvm, int irq_source_id, u32 irq, int level, bool line_status);
bool kvm_make_all_cpus_request(struct kvm *kvm, unsigned int req);
void kvm_flush_remote_tlbs(struct kvm *kvm);

#endif /* _LINUX_KVM_HOST_H */
