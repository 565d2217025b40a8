/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_ETHTOOL_H
#define _LINUX_ETHTOOL_H

#include <linux/bitmap.h>
#include <linux/compat.h>
#include <uapi/linux/ethtool.h>
#include <linux/netlink.h>
#include <linux/rculist.h>

struct net_device;
struct ethtool_link_ksettings {
	struct ethtool_link_settings base;
	struct {
		DECLARE_BITMAP(supported, __ETHTOOL_LINK_MODE_MASK_NBITS);
		DECLARE_BITMAP(advertising, __ETHTOOL_LINK_MODE_MASK_NBITS);
		DECLARE_BITMAP(lp_advertising, __ETHTOOL_LINK_MODE_MASK_NBITS);
	} link_modes;
	u32 lanes;
};

#define ETHTOOL_COALESCE_USECS		0x3
#define ETHTOOL_COALESCE_USE_ADAPTIVE	0x600

struct ethtool_ops {
	u32 supported_coalesce_params;
	void (*get_drvinfo)(struct net_device *dev, struct ethtool_drvinfo *info);
	int (*get_regs_len)(struct net_device *dev);
	void (*get_regs)(struct net_device *dev, struct ethtool_regs *regs, void *data);
	void (*get_wol)(struct net_device *dev, struct ethtool_wolinfo *wol);
	int (*set_wol)(struct net_device *dev, struct ethtool_wolinfo *wol);
	u32 (*get_msglevel)(struct net_device *dev);
	void (*set_msglevel)(struct net_device *dev, u32 level);
	int (*nway_reset)(struct net_device *dev);
	u32 (*get_link)(struct net_device *dev);
	int (*get_eeprom_len)(struct net_device *dev);
	int (*get_eeprom)(struct net_device *dev, struct ethtool_eeprom *eeprom, u8 *data);
	int (*get_coalesce)(struct net_device *dev, struct ethtool_coalesce *coalesce);
	int (*set_coalesce)(struct net_device *dev, struct ethtool_coalesce *coalesce);
	void (*get_ringparam)(struct net_device *dev, struct ethtool_ringparam *ring);
	int (*set_ringparam)(struct net_device *dev, struct ethtool_ringparam *ring);
	void (*get_pauseparam)(struct net_device *dev, struct ethtool_pauseparam *param);
	int (*set_pauseparam)(struct net_device *dev, struct ethtool_pauseparam *param);
	void (*self_test)(struct net_device *dev, struct ethtool_test *test, u64 *data);
	void (*get_strings)(struct net_device *dev, u32 stringset, u8 *data);
	void (*get_ethtool_stats)(struct net_device *dev, struct ethtool_stats *stats,
				  u64 *data);
	u32 (*get_priv_flags)(struct net_device *dev);
	int (*set_priv_flags)(struct net_device *dev, u32 flags);
	int (*get_sset_count)(struct net_device *dev, int sset);
	int (*get_rxnfc)(struct net_device *dev, struct ethtool_rxnfc *rxnfc, u32 *rule_locs);
	int (*set_rxnfc)(struct net_device *dev, struct ethtool_rxnfc *rxnfc);
	u32 (*get_rxfh_key_size)(struct net_device *dev);
	u32 (*get_rxfh_indir_size)(struct net_device *dev);
	int (*get_rxfh)(struct net_device *dev, u32 *indir, u8 *key, u8 *hfunc);
	int (*set_rxfh)(struct net_device *dev, const u32 *indir, const u8 *key,
			const u8 hfunc);
	void (*get_channels)(struct net_device *dev, struct ethtool_channels *channels);
	int (*set_channels)(struct net_device *dev, struct ethtool_channels *channels);
	int (*get_ts_info)(struct net_device *dev, struct ethtool_ts_info *info);
	int (*get_eee)(struct net_device *dev, struct ethtool_eee *eee);
	int (*set_eee)(struct net_device *dev, struct ethtool_eee *eee);
	int (*get_per_queue_coalesce)(struct net_device *dev, u32 queue,
				      struct ethtool_coalesce *coalesce);
	int (*set_per_queue_coalesce)(struct net_device *dev, u32 queue,
				      struct ethtool_coalesce *coalesce);
	int (*get_link_ksettings)(struct net_device *dev,
				  struct ethtool_link_ksettings *settings);
	int (*set_link_ksettings)(struct net_device *dev,
				  const struct ethtool_link_ksettings *settings);
};

u32 ethtool_op_get_link(struct net_device *dev);
int ethtool_op_get_ts_info(struct net_device *dev, struct ethtool_ts_info *eti);
void ethtool_sprintf(u8 **data, const char *fmt, ...) __printf(2, 3);
__u32 ethtool_cmd_speed(const struct ethtool_cmd *ep);
void ethtool_cmd_speed_set(struct ethtool_cmd *ep, __u32 speed);
u32 ethtool_rxfh_indir_default(u32 index, u32 n_rx_rings);
bool ethtool_convert_link_mode_to_legacy_u32(u32 *legacy_u32, const unsigned long *src);
void ethtool_convert_legacy_u32_to_link_mode(unsigned long *dst, u32 legacy_u32);
#define ethtool_link_ksettings_zero_link_mode(ptr, name) \
	bitmap_zero((ptr)->link_modes.name, __ETHTOOL_LINK_MODE_MASK_NBITS)
#define ethtool_link_ksettings_add_link_mode(ptr, name, mode) \
	__set_bit(ETHTOOL_LINK_MODE_##mode##_BIT, (ptr)->link_modes.name)

#endif /* _LINUX_ETHTOOL_H */
