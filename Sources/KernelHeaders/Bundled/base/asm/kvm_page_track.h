/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_KVM_PAGE_TRACK_H
#define _ASM_KVM_PAGE_TRACK_H

#include <linux/kvm_types.h>
#include <linux/rculist.h>

enum kvm_page_track_mode {
	KVM_PAGE_TRACK_WRITE,
	KVM_PAGE_TRACK_MAX
};

struct kvm_page_track_notifier_node {
	struct hlist_node node;
	void (*track_write)(struct kvm_vcpu *vcpu, gpa_t gpa, const u8 *new, int bytes,
			    struct kvm_page_track_notifier_node *node);
	void (*track_flush_slot)(struct kvm *kvm, struct kvm_memory_slot *slot,
				 struct kvm_page_track_notifier_node *node);
};

void kvm_slot_page_track_add_page(struct kvm *kvm, struct kvm_memory_slot *slot,
				  gfn_t gfn, enum kvm_page_track_mode mode);
void kvm_slot_page_track_remove_page(struct kvm *kvm, struct kvm_memory_slot *slot,
				     gfn_t gfn, enum kvm_page_track_mode mode);
void kvm_page_track_register_notifier(struct kvm *kvm,
				      struct kvm_page_track_notifier_node *n);
void kvm_page_track_unregister_notifier(struct kvm *kvm,
					struct kvm_page_track_notifier_node *n);

#endif /* _ASM_KVM_PAGE_TRACK_H */
