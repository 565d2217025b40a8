// SPDX-License-Identifier: GPL-2.0
/* target: s390x */
/* A driver of adjunct processors gets the queues that its table names. */

#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/module.h>

struct ap_device_id {
	__u16 match_flags;
	__u8 dev_type;
	unsigned long driver_info;
};

struct ap_device;

struct ap_driver {
	struct device_driver driver;
	struct ap_device_id *ids;
	unsigned int flags;
	int (*probe)(struct ap_device *apdev);
	void (*remove)(struct ap_device *apdev);
};

struct ap_device {
	struct device device;
	struct ap_driver *drv;
	int device_type;
};

struct ap_queue {
	struct ap_device ap_dev;
	int qid;
};

int ap_driver_register(struct ap_driver *drv, struct module *owner, char *name);
void ap_driver_unregister(struct ap_driver *drv);
int ap_owned_by_def_drv(int card, int queue);
int ap_apqn_in_matrix_owned_by_def_drv(unsigned long *apm, unsigned long *aqm);
struct ap_queue *ap_get_qdev(int qid);

static int probed, removed, last;

static int canal_probe(struct ap_device *apdev)
{
	probed++;
	last = container_of(apdev, struct ap_queue, ap_dev)->qid;
	return apdev->drv && apdev->device_type == 12 ? 0 : -ENODEV;
}

static void canal_remove(struct ap_device *apdev)
{
	removed++;
}

static struct ap_device_id canal_ids[] = {
	{ .match_flags = 2, .dev_type = 11 },
	{ .match_flags = 2, .dev_type = 12 },
	{ }
};

static struct ap_device_id sluice_ids[] = {
	{ .match_flags = 2, .dev_type = 13 },
	{ }
};

static struct ap_driver canal = {
	.ids = canal_ids,
	.probe = canal_probe,
	.remove = canal_remove,
};

/* call: queues() -> 0 */
int queues(void)
{
	struct ap_queue *queue;

	if (ap_driver_register(&canal, NULL, "canal"))
		return 1;
	if (probed != 2 || last != 0x505)
		return 2;
	queue = ap_get_qdev(0x405);
	if (!queue || queue->qid != 0x405)
		return 3;
	put_device(&queue->ap_dev.device);
	ap_driver_unregister(&canal);
	return removed == 2 ? 0 : 4;
}

/* call: others() -> 0 */
int others(void)
{
	probed = 0;
	canal.ids = sluice_ids;
	if (ap_driver_register(&canal, NULL, "sluice"))
		return 1;
	ap_driver_unregister(&canal);
	/* Nobody has it. */
	return probed || ap_get_qdev(0x405) ? 2 : 0;
}

/* call: owners() -> 0 */
int owners(void)
{
	unsigned long apm[4] = { 1UL << 59 }, aqm[4] = { 1UL << 58 };

	if (ap_driver_register(&canal, NULL, "canal"))
		return 1;
	ap_driver_unregister(&canal);
	if (ap_owned_by_def_drv(4, 5) || ap_owned_by_def_drv(6, 5) != 1)
		return 2;
	if (ap_owned_by_def_drv(256, 0) != -EINVAL)
		return 3;
	if (ap_apqn_in_matrix_owned_by_def_drv(apm, aqm))
		return 4;
	apm[0] |= 1UL << 57;
	return ap_apqn_in_matrix_owned_by_def_drv(apm, aqm) == 1 ? 0 : 5;
}
