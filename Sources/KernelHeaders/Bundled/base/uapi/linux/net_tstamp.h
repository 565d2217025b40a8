/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_NET_TSTAMP_H
#define _UAPI_LINUX_NET_TSTAMP_H

#include <linux/types.h>
#include <linux/socket.h>

enum {
	SOF_TIMESTAMPING_TX_HARDWARE	= 1 << 0,
	SOF_TIMESTAMPING_TX_SOFTWARE	= 1 << 1,
	SOF_TIMESTAMPING_RX_HARDWARE	= 1 << 2,
	SOF_TIMESTAMPING_RX_SOFTWARE	= 1 << 3,
	SOF_TIMESTAMPING_SOFTWARE	= 1 << 4,
	SOF_TIMESTAMPING_RAW_HARDWARE	= 1 << 6
};

struct hwtstamp_config {
	int flags;
	int tx_type;
	int rx_filter;
};

enum hwtstamp_tx_types {
	HWTSTAMP_TX_OFF,
	HWTSTAMP_TX_ON,
	HWTSTAMP_TX_ONESTEP_SYNC
};

enum hwtstamp_rx_filters {
	HWTSTAMP_FILTER_NONE,
	HWTSTAMP_FILTER_ALL,
	HWTSTAMP_FILTER_SOME
};

#endif /* _UAPI_LINUX_NET_TSTAMP_H */
