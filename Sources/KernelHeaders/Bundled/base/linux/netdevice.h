/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_NETDEVICE_H
#define _LINUX_NETDEVICE_H

#include <linux/timer.h>
#include <linux/delay.h>
#include <linux/atomic.h>
#include <linux/prefetch.h>
#include <asm/cache.h>
#include <asm/byteorder.h>
#include <linux/percpu.h>
#include <linux/workqueue.h>
#include <linux/ethtool.h>
#include <linux/netdev_features.h>
#include <linux/if_link.h>
#include <linux/if.h>
#include <linux/skbuff.h>
#include <linux/rculist.h>
#include <linux/device.h>
#include <linux/seq_file.h>
#include <linux/hashtable.h>
#include <linux/notifier.h>
#include <linux/static_key.h>
#include <net/net_namespace.h>
#include <net/xdp.h>
#include <linux/interrupt.h>
#include <linux/slab.h>

struct net;
struct net_device;
struct netdev_bpf;
struct netdev_phys_item_id;
struct netlink_ext_ack;
struct xdp_frame;
struct phy_device;
struct devlink_port;
struct bpf_prog;

#define MAX_ADDR_LEN		32
#define NETDEV_RSS_KEY_LEN	52
#define NAPI_POLL_WEIGHT	64
#define NET_NAME_UNKNOWN	0
#define NET_NAME_ENUM		1
#define NET_NAME_PREDICTABLE	2
#define NET_NAME_USER		3
#define NET_RX_SUCCESS		0
#define NET_RX_DROP		1

enum netdev_tx {
	__NETDEV_TX_MIN	= (-__INT_MAX__ - 1),
	NETDEV_TX_OK	= 0x00,
	NETDEV_TX_BUSY	= 0x10
};
typedef enum netdev_tx netdev_tx_t;

enum netdev_reg_state {
	NETREG_UNINITIALIZED,
	NETREG_REGISTERED,
	NETREG_UNREGISTERING,
	NETREG_UNREGISTERED,
	NETREG_RELEASED,
	NETREG_DUMMY
};

enum {
	NETIF_MSG_DRV		= 1 << 0,
	NETIF_MSG_PROBE		= 1 << 1,
	NETIF_MSG_LINK		= 1 << 2,
	NETIF_MSG_TIMER		= 1 << 3,
	NETIF_MSG_IFDOWN	= 1 << 4,
	NETIF_MSG_IFUP		= 1 << 5,
	NETIF_MSG_RX_ERR	= 1 << 6,
	NETIF_MSG_TX_ERR	= 1 << 7
};

enum netdev_priv_flags {
	IFF_BONDING		= 1 << 2,
	IFF_DONT_BRIDGE		= 1 << 11,
	IFF_UNICAST_FLT		= 1 << 17,
	IFF_LIVE_ADDR_CHANGE	= 1 << 20
};

enum netdev_cmd {
	NETDEV_UP = 1,
	NETDEV_DOWN,
	NETDEV_REBOOT,
	NETDEV_CHANGE,
	NETDEV_REGISTER,
	NETDEV_UNREGISTER,
	NETDEV_CHANGEMTU,
	NETDEV_CHANGEADDR
};

enum tc_setup_type {
	TC_SETUP_QDISC_MQPRIO,
	TC_SETUP_CLSU32,
	TC_SETUP_CLSFLOWER,
	TC_SETUP_BLOCK = 5,
	TC_SETUP_QDISC_ETF = 9
};

struct net_device_stats {
	unsigned long rx_packets;
	unsigned long tx_packets;
	unsigned long rx_bytes;
	unsigned long tx_bytes;
	unsigned long rx_errors;
	unsigned long tx_errors;
	unsigned long rx_dropped;
	unsigned long tx_dropped;
	unsigned long multicast;
	unsigned long collisions;
	unsigned long rx_length_errors;
	unsigned long rx_over_errors;
	unsigned long rx_crc_errors;
	unsigned long rx_frame_errors;
	unsigned long rx_fifo_errors;
	unsigned long rx_missed_errors;
	unsigned long tx_aborted_errors;
	unsigned long tx_carrier_errors;
	unsigned long tx_fifo_errors;
	unsigned long tx_heartbeat_errors;
	unsigned long tx_window_errors;
	unsigned long rx_compressed;
	unsigned long tx_compressed;
};

struct netdev_hw_addr {
	struct list_head list;
	unsigned char addr[MAX_ADDR_LEN];
	unsigned char type;
};

struct netdev_hw_addr_list {
	struct list_head list;
	int count;
};

struct napi_struct {
	struct list_head poll_list;
	unsigned long state;
	int weight;
	int (*poll)(struct napi_struct *napi, int budget);
	struct net_device *dev;
	struct sk_buff *skb;
	unsigned int napi_id;
};

struct netdev_queue {
	struct net_device *dev;
	unsigned long trans_start;
	unsigned long state;
	int xmit_lock_owner;
};

struct net_device_ops {
	int (*ndo_init)(struct net_device *dev);
	void (*ndo_uninit)(struct net_device *dev);
	int (*ndo_open)(struct net_device *dev);
	int (*ndo_stop)(struct net_device *dev);
	netdev_tx_t (*ndo_start_xmit)(struct sk_buff *skb, struct net_device *dev);
	netdev_features_t (*ndo_features_check)(struct sk_buff *skb, struct net_device *dev,
						netdev_features_t features);
	u16 (*ndo_select_queue)(struct net_device *dev, struct sk_buff *skb,
				struct net_device *sb_dev);
	void (*ndo_set_rx_mode)(struct net_device *dev);
	int (*ndo_set_mac_address)(struct net_device *dev, void *addr);
	int (*ndo_validate_addr)(struct net_device *dev);
	int (*ndo_do_ioctl)(struct net_device *dev, struct ifreq *ifr, int cmd);
	int (*ndo_eth_ioctl)(struct net_device *dev, struct ifreq *ifr, int cmd);
	int (*ndo_change_mtu)(struct net_device *dev, int new_mtu);
	void (*ndo_tx_timeout)(struct net_device *dev, unsigned int txqueue);
	void (*ndo_get_stats64)(struct net_device *dev, struct rtnl_link_stats64 *storage);
	struct net_device_stats *(*ndo_get_stats)(struct net_device *dev);
	int (*ndo_vlan_rx_add_vid)(struct net_device *dev, __be16 proto, u16 vid);
	int (*ndo_vlan_rx_kill_vid)(struct net_device *dev, __be16 proto, u16 vid);
	void (*ndo_poll_controller)(struct net_device *dev);
	int (*ndo_set_vf_mac)(struct net_device *dev, int queue, u8 *mac);
	int (*ndo_set_vf_vlan)(struct net_device *dev, int queue, u16 vlan, u8 qos,
			       __be16 proto);
	int (*ndo_set_vf_link_state)(struct net_device *dev, int vf, int link_state);
	int (*ndo_setup_tc)(struct net_device *dev, enum tc_setup_type type, void *type_data);
	int (*ndo_rx_flow_steer)(struct net_device *dev, const struct sk_buff *skb,
				 u16 rxq_index, u32 flow_id);
	netdev_features_t (*ndo_fix_features)(struct net_device *dev,
					      netdev_features_t features);
	int (*ndo_set_features)(struct net_device *dev, netdev_features_t features);
	int (*ndo_change_carrier)(struct net_device *dev, bool new_carrier);
	int (*ndo_get_phys_port_name)(struct net_device *dev, char *name, size_t len);
	int (*ndo_bpf)(struct net_device *dev, struct netdev_bpf *bpf);
	int (*ndo_xdp_xmit)(struct net_device *dev, int n, struct xdp_frame **xdp, u32 flags);
	int (*ndo_xsk_wakeup)(struct net_device *dev, u32 queue_id, u32 flags);
	struct devlink_port *(*ndo_get_devlink_port)(struct net_device *dev);
};

struct net_device {
	char name[IFNAMSIZ];
	unsigned long mem_end;
	unsigned long mem_start;
	unsigned long base_addr;
	unsigned long state;
	struct list_head dev_list;
	struct list_head napi_list;
	unsigned int flags;
	unsigned int priv_flags;
	const struct net_device_ops *netdev_ops;
	int ifindex;
	unsigned short gflags;
	unsigned short hard_header_len;
	unsigned int mtu;
	unsigned int min_mtu;
	unsigned int max_mtu;
	unsigned short type;
	netdev_features_t features;
	netdev_features_t hw_features;
	netdev_features_t wanted_features;
	netdev_features_t vlan_features;
	netdev_features_t hw_enc_features;
	netdev_features_t mpls_features;
	netdev_features_t gso_partial_features;
	struct net_device_stats stats;
	const struct ethtool_ops *ethtool_ops;
	unsigned char perm_addr[MAX_ADDR_LEN];
	unsigned char addr_assign_type;
	unsigned char addr_len;
	unsigned short dev_id;
	unsigned short dev_port;
	int irq;
	struct netdev_hw_addr_list uc;
	struct netdev_hw_addr_list mc;
	unsigned char *dev_addr;
	unsigned char broadcast[MAX_ADDR_LEN];
	struct netdev_queue *_tx;
	unsigned int num_tx_queues;
	unsigned int real_num_tx_queues;
	unsigned int num_rx_queues;
	unsigned int real_num_rx_queues;
	int watchdog_timeo;
	enum netdev_reg_state reg_state;
	bool needs_free_netdev;
	void (*priv_destructor)(struct net_device *dev);
	void *ml_priv;
	struct device dev;
	unsigned int gso_max_size;
	u16 gso_max_segs;
	u8 num_tc;
	struct phy_device *phydev;
};
#define to_net_dev(d)		container_of(d, struct net_device, dev)
#define SET_NETDEV_DEV(net, pdev)	((net)->dev.parent = (pdev))
#define SET_NETDEV_DEVTYPE(net, devtype)	((net)->dev.type = (devtype))

extern struct net init_net;

void *netdev_priv(const struct net_device *dev);
struct net_device *alloc_netdev_mqs(int sizeof_priv, const char *name,
				    unsigned char name_assign_type,
				    void (*setup)(struct net_device *dev),
				    unsigned int txqs, unsigned int rxqs);
#define alloc_netdev(sizeof_priv, name, name_assign_type, setup) \
	alloc_netdev_mqs(sizeof_priv, name, name_assign_type, setup, 1, 1)
#define alloc_netdev_mq(sizeof_priv, name, name_assign_type, setup, count) \
	alloc_netdev_mqs(sizeof_priv, name, name_assign_type, setup, count, count)
void free_netdev(struct net_device *dev);
int register_netdev(struct net_device *dev);
void unregister_netdev(struct net_device *dev);
int register_netdevice(struct net_device *dev);
void unregister_netdevice(struct net_device *dev);
int register_netdevice_notifier(struct notifier_block *nb);
int unregister_netdevice_notifier(struct notifier_block *nb);
struct net_device *netdev_notifier_info_to_dev(const void *info);
void dev_hold(struct net_device *dev);
void dev_put(struct net_device *dev);
struct net_device *dev_get_by_name(struct net *net, const char *name);
struct net_device *dev_get_by_index(struct net *net, int ifindex);
int dev_open(struct net_device *dev, struct netlink_ext_ack *extack);
void dev_close(struct net_device *dev);
int dev_queue_xmit(struct sk_buff *skb);
int dev_alloc_name(struct net_device *dev, const char *name);
int netif_rx(struct sk_buff *skb);
int netif_rx_ni(struct sk_buff *skb);
int netif_receive_skb(struct sk_buff *skb);
int napi_gro_receive(struct napi_struct *napi, struct sk_buff *skb);
void dev_kfree_skb_any(struct sk_buff *skb);
void dev_kfree_skb_irq(struct sk_buff *skb);
void dev_consume_skb_any(struct sk_buff *skb);
/* Up to 6.0 the weight stood at the end. */
void netif_napi_add(struct net_device *dev, struct napi_struct *napi,
		    int (*poll)(struct napi_struct *napi, int budget), ...);
void netif_napi_del(struct napi_struct *napi);
void napi_enable(struct napi_struct *napi);
void napi_disable(struct napi_struct *napi);
bool napi_schedule(struct napi_struct *napi);
void napi_schedule_irqoff(struct napi_struct *napi);
bool napi_schedule_prep(struct napi_struct *napi);
void __napi_schedule(struct napi_struct *napi);
bool napi_complete(struct napi_struct *napi);
bool napi_complete_done(struct napi_struct *napi, int work_done);
void napi_synchronize(const struct napi_struct *napi);
bool napi_if_scheduled_mark_missed(struct napi_struct *napi);
void netif_start_queue(struct net_device *dev);
void netif_stop_queue(struct net_device *dev);
void netif_wake_queue(struct net_device *dev);
bool netif_queue_stopped(const struct net_device *dev);
void netif_tx_start_all_queues(struct net_device *dev);
void netif_tx_stop_all_queues(struct net_device *dev);
void netif_tx_wake_all_queues(struct net_device *dev);
void netif_tx_start_queue(struct netdev_queue *dev_queue);
void netif_tx_stop_queue(struct netdev_queue *dev_queue);
void netif_tx_wake_queue(struct netdev_queue *dev_queue);
bool netif_tx_queue_stopped(const struct netdev_queue *dev_queue);
bool netif_xmit_stopped(const struct netdev_queue *dev_queue);
void netif_tx_disable(struct net_device *dev);
void netif_tx_lock(struct net_device *dev);
void netif_tx_unlock(struct net_device *dev);
void netif_stop_subqueue(struct net_device *dev, u16 queue_index);
void netif_wake_subqueue(struct net_device *dev, u16 queue_index);
bool __netif_subqueue_stopped(const struct net_device *dev, u16 queue_index);
struct netdev_queue *netdev_get_tx_queue(const struct net_device *dev, unsigned int index);
void netdev_tx_sent_queue(struct netdev_queue *dev_queue, unsigned int bytes);
void netdev_tx_completed_queue(struct netdev_queue *dev_queue, unsigned int pkts,
			       unsigned int bytes);
void netdev_tx_reset_queue(struct netdev_queue *q);
bool netdev_xmit_more(void);
int netif_set_real_num_tx_queues(struct net_device *dev, unsigned int txq);
int netif_set_real_num_rx_queues(struct net_device *dev, unsigned int rxq);
void netif_set_gso_max_size(struct net_device *dev, unsigned int size);
void netif_carrier_on(struct net_device *dev);
void netif_carrier_off(struct net_device *dev);
bool netif_carrier_ok(const struct net_device *dev);
bool netif_running(const struct net_device *dev);
bool netif_device_present(struct net_device *dev);
void netif_device_attach(struct net_device *dev);
void netif_device_detach(struct net_device *dev);
u32 netif_msg_init(int debug_value, int default_msg_enable_bits);
void netdev_rss_key_fill(void *buffer, size_t len);
void netdev_update_features(struct net_device *dev);
int netdev_set_num_tc(struct net_device *dev, u8 num_tc);
int netdev_get_num_tc(struct net_device *dev);
const char *netdev_name(const struct net_device *dev);
void eth_hw_addr_set(struct net_device *dev, const u8 *addr);
int __dev_mc_sync(struct net_device *dev,
		  int (*sync)(struct net_device *dev, const unsigned char *addr),
		  int (*unsync)(struct net_device *dev, const unsigned char *addr));
int __dev_uc_sync(struct net_device *dev,
		  int (*sync)(struct net_device *dev, const unsigned char *addr),
		  int (*unsync)(struct net_device *dev, const unsigned char *addr));
void __dev_mc_unsync(struct net_device *dev,
		     int (*unsync)(struct net_device *dev, const unsigned char *addr));
void __dev_uc_unsync(struct net_device *dev,
		     int (*unsync)(struct net_device *dev, const unsigned char *addr));
#define netdev_mc_count(dev)	((dev)->mc.count)
#define netdev_uc_count(dev)	((dev)->uc.count)
#define netdev_mc_empty(dev)	(netdev_mc_count(dev) == 0)
#define netdev_for_each_mc_addr(ha, dev)	list_for_each_entry(ha, &(dev)->mc.list, list)
#define netdev_for_each_uc_addr(ha, dev)	list_for_each_entry(ha, &(dev)->uc.list, list)

__printf(2, 3) void netdev_err(const struct net_device *dev, const char *format, ...);
__printf(2, 3) void netdev_warn(const struct net_device *dev, const char *format, ...);
__printf(2, 3) void netdev_notice(const struct net_device *dev, const char *format, ...);
__printf(2, 3) void netdev_info(const struct net_device *dev, const char *format, ...);
__printf(2, 3) void netdev_dbg(const struct net_device *dev, const char *format, ...);
#define netif_err(priv, type, dev, fmt, args...)	netdev_err(dev, fmt, ##args)
#define netif_warn(priv, type, dev, fmt, args...)	netdev_warn(dev, fmt, ##args)
#define netif_info(priv, type, dev, fmt, args...)	netdev_info(dev, fmt, ##args)
#define netif_dbg(priv, type, dev, fmt, args...)	netdev_dbg(dev, fmt, ##args)
#define netif_msg_drv(p)	((p)->msg_enable & NETIF_MSG_DRV)
#define netif_msg_link(p)	((p)->msg_enable & NETIF_MSG_LINK)
#define netdev_WARN_ONCE(dev, fmt, args...)	WARN_ONCE(1, fmt, ##args)

__printf(2, 3) void netdev_alert(const struct net_device *dev, const char *format, ...);
void synchronize_net(void);
void netif_start_subqueue(struct net_device *dev, u16 queue_index);
void netdev_sent_queue(struct net_device *dev, unsigned int bytes);
void netdev_completed_queue(struct net_device *dev, unsigned int pkts, unsigned int bytes);
void netdev_reset_queue(struct net_device *dev_queue);
void netdev_reset_tc(struct net_device *dev);
int netdev_set_tc_queue(struct net_device *dev, u8 tc, u16 count, u16 offset);
int netif_set_xps_queue(struct net_device *dev, const struct cpumask *mask, u16 index);
void netif_trans_update(struct net_device *dev);
unsigned long dev_trans_start(struct net_device *dev);
void dev_consume_skb_irq(struct sk_buff *skb);
void net_prefetch(void *p);
#define netif_msg_probe(p)	((p)->msg_enable & NETIF_MSG_PROBE)
#define netif_msg_timer(p)	((p)->msg_enable & NETIF_MSG_TIMER)
#define netif_msg_ifdown(p)	((p)->msg_enable & NETIF_MSG_IFDOWN)
#define netif_msg_ifup(p)	((p)->msg_enable & NETIF_MSG_IFUP)
#define netif_msg_rx_err(p)	((p)->msg_enable & NETIF_MSG_RX_ERR)
#define netif_msg_tx_err(p)	((p)->msg_enable & NETIF_MSG_TX_ERR)

#endif /* _LINUX_NETDEVICE_H */
