/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SKBUFF_H
#define _LINUX_SKBUFF_H

#include <linux/kernel.h>
#include <linux/bug.h>
#include <linux/time.h>
#include <linux/cache.h>
#include <linux/rbtree.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/hrtimer.h>
#include <linux/dma-mapping.h>
#include <linux/netdev_features.h>
#include <linux/mm.h>
#include <net/checksum.h>
#include <linux/in6.h>
#include <linux/net.h>
#include <linux/sched/clock.h>
#include <linux/socket.h>

struct net_device;
struct napi_struct;
struct sk_buff;
struct sock;

#define CHECKSUM_NONE		0
#define CHECKSUM_UNNECESSARY	1
#define CHECKSUM_COMPLETE	2
#define CHECKSUM_PARTIAL	3
#define MAX_SKB_FRAGS		17
#define SKB_MAX_CSUM_LEVEL	3
#define NET_SKB_PAD		64
#define NET_IP_ALIGN		2
#define SKB_DATA_ALIGN(x)	ALIGN(x, SMP_CACHE_BYTES)
#define SKB_WITH_OVERHEAD(x)	((x) - SKB_DATA_ALIGN(sizeof(struct skb_shared_info)))

enum pkt_hash_types {
	PKT_HASH_TYPE_NONE,
	PKT_HASH_TYPE_L2,
	PKT_HASH_TYPE_L3,
	PKT_HASH_TYPE_L4
};

enum {
	SKBTX_HW_TSTAMP		= 1 << 0,
	SKBTX_SW_TSTAMP		= 1 << 1,
	SKBTX_IN_PROGRESS	= 1 << 2
};

enum {
	SKB_GSO_TCPV4	= 1 << 0,
	SKB_GSO_DODGY	= 1 << 1,
	SKB_GSO_TCPV6	= 1 << 4,
	SKB_GSO_UDP_L4	= 1 << 17
};

typedef struct bio_vec skb_frag_t;
struct bio_vec {
	struct page *bv_page;
	unsigned int bv_len;
	unsigned int bv_offset;
};

struct skb_shared_hwtstamps {
	ktime_t hwtstamp;
};

struct skb_shared_info {
	__u8 meta_len;
	__u8 nr_frags;
	__u8 tx_flags;
	unsigned short gso_size;
	unsigned short gso_segs;
	struct sk_buff *frag_list;
	struct skb_shared_hwtstamps hwtstamps;
	unsigned int gso_type;
	u32 tskey;
	atomic_t dataref;
	skb_frag_t frags[MAX_SKB_FRAGS];
};

struct sk_buff_head {
	struct sk_buff *next;
	struct sk_buff *prev;
	__u32 qlen;
	spinlock_t lock;
};

typedef unsigned int sk_buff_data_t;

struct sk_buff {
	struct sk_buff *next;
	struct sk_buff *prev;
	struct net_device *dev;
	struct sock *sk;
	union {
		ktime_t tstamp;
		u64 skb_mstamp_ns;
	};
	char cb[48];
	unsigned int len;
	unsigned int data_len;
	__u16 mac_len;
	__u16 hdr_len;
	__u16 queue_mapping;
	__u8 pkt_type:3;
	__u8 ip_summed:2;
	__u8 encapsulation:1;
	__u8 csum_valid:1;
	__u8 csum_level:2;
	__u8 l4_hash:1;
	__u8 sw_hash:1;
	union {
		__wsum csum;
		struct {
			__u16 csum_start;
			__u16 csum_offset;
		};
	};
	__u32 priority;
	int skb_iif;
	__u32 hash;
	__be16 vlan_proto;
	__u16 vlan_tci;
	__u32 mark;
	__be16 protocol;
	__u16 transport_header;
	__u16 network_header;
	__u16 mac_header;
	__u16 inner_transport_header;
	__u16 inner_network_header;
	sk_buff_data_t tail;
	sk_buff_data_t end;
	unsigned char *head;
	unsigned char *data;
	unsigned int truesize;
	refcount_t users;
};

struct skb_shared_info *__skb_shinfo(const struct sk_buff *skb);
#define skb_shinfo(skb)		__skb_shinfo(skb)

struct sk_buff *alloc_skb(unsigned int size, gfp_t priority);
struct sk_buff *dev_alloc_skb(unsigned int length);
struct sk_buff *netdev_alloc_skb(struct net_device *dev, unsigned int length);
struct sk_buff *netdev_alloc_skb_ip_align(struct net_device *dev, unsigned int length);
struct sk_buff *napi_alloc_skb(struct napi_struct *napi, unsigned int length);
struct sk_buff *build_skb(void *data, unsigned int frag_size);
struct sk_buff *napi_build_skb(void *data, unsigned int frag_size);
struct sk_buff *skb_clone(struct sk_buff *skb, gfp_t priority);
struct sk_buff *skb_copy(const struct sk_buff *skb, gfp_t priority);
struct sk_buff *skb_get(struct sk_buff *skb);
struct sk_buff *skb_share_check(struct sk_buff *skb, gfp_t pri);
void kfree_skb(struct sk_buff *skb);
void consume_skb(struct sk_buff *skb);
#define dev_kfree_skb(a)	consume_skb(a)
void napi_consume_skb(struct sk_buff *skb, int budget);
void *skb_put(struct sk_buff *skb, unsigned int len);
void *__skb_put(struct sk_buff *skb, unsigned int len);
void *skb_put_data(struct sk_buff *skb, const void *data, unsigned int len);
void *skb_put_zero(struct sk_buff *skb, unsigned int len);
void *skb_push(struct sk_buff *skb, unsigned int len);
void *__skb_push(struct sk_buff *skb, unsigned int len);
void *skb_pull(struct sk_buff *skb, unsigned int len);
void *__skb_pull(struct sk_buff *skb, unsigned int len);
void skb_reserve(struct sk_buff *skb, int len);
void skb_trim(struct sk_buff *skb, unsigned int len);
unsigned int skb_headlen(const struct sk_buff *skb);
unsigned int skb_headroom(const struct sk_buff *skb);
int skb_tailroom(const struct sk_buff *skb);
bool skb_is_nonlinear(const struct sk_buff *skb);
int skb_linearize(struct sk_buff *skb);
int __skb_linearize(struct sk_buff *skb);
int skb_padto(struct sk_buff *skb, unsigned int len);
int skb_put_padto(struct sk_buff *skb, unsigned int len);
int skb_cow_head(struct sk_buff *skb, unsigned int headroom);
int skb_copy_bits(const struct sk_buff *skb, int offset, void *to, int len);
int skb_checksum_help(struct sk_buff *skb);
bool skb_is_gso(const struct sk_buff *skb);
unsigned char *skb_tail_pointer(const struct sk_buff *skb);
unsigned char *skb_end_pointer(const struct sk_buff *skb);
unsigned char *skb_mac_header(const struct sk_buff *skb);
unsigned char *skb_network_header(const struct sk_buff *skb);
unsigned char *skb_transport_header(const struct sk_buff *skb);
unsigned char *skb_inner_network_header(const struct sk_buff *skb);
unsigned char *skb_inner_transport_header(const struct sk_buff *skb);
int skb_network_offset(const struct sk_buff *skb);
int skb_transport_offset(const struct sk_buff *skb);
u32 skb_network_header_len(const struct sk_buff *skb);
u32 skb_inner_network_header_len(const struct sk_buff *skb);
void skb_reset_mac_header(struct sk_buff *skb);
void skb_reset_network_header(struct sk_buff *skb);
void skb_reset_transport_header(struct sk_buff *skb);
void skb_set_transport_header(struct sk_buff *skb, const int offset);
void skb_set_network_header(struct sk_buff *skb, const int offset);
void skb_set_hash(struct sk_buff *skb, __u32 hash, enum pkt_hash_types type);
void skb_metadata_set(struct sk_buff *skb, u8 meta_len);
void skb_record_rx_queue(struct sk_buff *skb, u16 rx_queue);
u16 skb_get_queue_mapping(const struct sk_buff *skb);
void skb_set_queue_mapping(struct sk_buff *skb, u16 queue_mapping);
void skb_add_rx_frag(struct sk_buff *skb, int i, struct page *page, int off, int size,
		     unsigned int truesize);
void skb_tx_timestamp(struct sk_buff *skb);
void skb_tstamp_tx(struct sk_buff *orig_skb, struct skb_shared_hwtstamps *hwtstamps);
struct skb_shared_hwtstamps *skb_hwtstamps(struct sk_buff *skb);
unsigned int skb_frag_size(const skb_frag_t *frag);
unsigned int skb_frag_off(const skb_frag_t *frag);
struct page *skb_frag_page(const skb_frag_t *frag);
void *skb_frag_address(const skb_frag_t *frag);
dma_addr_t skb_frag_dma_map(struct device *dev, const skb_frag_t *frag, size_t offset,
			    size_t size, enum dma_data_direction dir);
void skb_queue_head_init(struct sk_buff_head *list);
void skb_queue_tail(struct sk_buff_head *list, struct sk_buff *newsk);
struct sk_buff *skb_dequeue(struct sk_buff_head *list);
void skb_queue_purge(struct sk_buff_head *list);
int skb_queue_empty(const struct sk_buff_head *list);
__u32 skb_queue_len(const struct sk_buff_head *list);
void *netdev_alloc_frag(unsigned int fragsz);
void *napi_alloc_frag(unsigned int fragsz);
struct page *dev_alloc_page(void);
struct page *dev_alloc_pages(unsigned int order);
bool dev_page_is_reusable(const struct page *page);

void skb_checksum_none_assert(const struct sk_buff *skb);
void skb_copy_to_linear_data(struct sk_buff *skb, const void *from, const unsigned int len);
void skb_copy_from_linear_data(const struct sk_buff *skb, void *to, const unsigned int len);
void __skb_queue_head_init(struct sk_buff_head *list);
void __skb_queue_tail(struct sk_buff_head *list, struct sk_buff *newsk);
struct sk_buff *__skb_dequeue(struct sk_buff_head *list);
int skb_checksum_start_offset(const struct sk_buff *skb);
void skb_fill_page_desc(struct sk_buff *skb, int i, struct page *page, int off, int size);
struct sk_buff *skb_copy_expand(const struct sk_buff *skb, int newheadroom,
				int newtailroom, gfp_t priority);
int pskb_expand_head(struct sk_buff *skb, int nhead, int ntail, gfp_t gfp_mask);
bool pskb_may_pull(struct sk_buff *skb, unsigned int len);
void *__pskb_pull_tail(struct sk_buff *skb, int delta);
void skb_set_tail_pointer(struct sk_buff *skb, const int offset);
void skb_reset_tail_pointer(struct sk_buff *skb);
int skb_cloned(const struct sk_buff *skb);
int skb_header_cloned(const struct sk_buff *skb);
int skb_pad(struct sk_buff *skb, int pad);

#endif /* _LINUX_SKBUFF_H */
