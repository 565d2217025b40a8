// SPDX-License-Identifier: GPL-2.0
/*
 * courier - mediated parcel services
 *
 * A parcel on its way keeps the service alive, also when the service has
 * been removed meanwhile.
 */
#include <linux/module.h>
#include <linux/device.h>
#include <linux/atomic.h>
#include <linux/kref.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct courier {
	struct kref ref;
	struct work_struct trip;
	atomic_t waiting;
	atomic_t delivered;
};

static struct device *courier_depot;

static void courier_free(struct kref *ref)
{
	struct courier *courier = container_of(ref, struct courier, ref);

	WARN_ON(atomic_read(&courier->waiting));
	kfree(courier);
}

static void courier_trip(struct work_struct *work)
{
	struct courier *courier = container_of(work, struct courier, trip);

	atomic_add(atomic_xchg(&courier->waiting, 0), &courier->delivered);
	kref_put(&courier->ref, courier_free);
}

static int courier_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 courier_create */
{
	struct courier *courier;

	courier = kzalloc(sizeof(*courier), GFP_KERNEL);
	if (!courier)
		return -ENOMEM;

	kref_init(&courier->ref);
	INIT_WORK(&courier->trip, courier_trip);
	mdev_set_drvdata(mdev, courier);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int courier_remove(struct mdev_device *mdev)
{
	struct courier *courier = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kref_put(&courier->ref, courier_free);
	return 0;
}

static int courier_open(struct mdev_device *mdev)
{
	return 0;
}

static void courier_release(struct mdev_device *mdev)
{
}

static ssize_t courier_read(struct mdev_device *mdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct courier *courier = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u32 delivered = atomic_read(&courier->delivered);

	if (count != sizeof(delivered))
		return -EINVAL;
	if (copy_to_user(buf, &delivered, sizeof(delivered)))
		return -EFAULT;
	return count;
}

static ssize_t courier_write(struct mdev_device *mdev, const char __user *buf,
			     size_t count, loff_t *ppos)
{
	struct courier *courier = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kref_get(&courier->ref);
	atomic_inc(&courier->waiting);
	if (!schedule_work(&courier->trip))
		kref_put(&courier->ref, courier_free);
	return count;
}

static ssize_t device_api_show(struct kobject *kobj, struct device *dev,
/*~ B-03 device_api_show */
			       char *buf)
{
	return sprintf(buf, "courier\n");
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *courier_attrs[] = {
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group courier_group = {
	.name = "express",
	.attrs = courier_attrs,
};

static struct attribute_group *courier_groups[] = { &courier_group, NULL };

static const struct mdev_parent_ops courier_parent_ops = {
/*~ M-16 mdev_parent_ops */
	.owner			= THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups	= courier_groups,
/*~ M-14 supported_type_groups */
	.create			= courier_create,
/*~ M-02 create */
	.remove			= courier_remove,
/*~ M-05 remove */
	.open			= courier_open,
/*~ M-10 open */
	.release		= courier_release,
/*~ M-10 release */
	.read			= courier_read,
/*~ M-10 read */
	.write			= courier_write,
/*~ M-10 write */
};

static int __init courier_init(void)
{
	int err;

	courier_depot = root_device_register("courier");
	if (IS_ERR(courier_depot))
		return PTR_ERR(courier_depot);

	err = mdev_register_device(courier_depot, &courier_parent_ops);
/*~ M-17 mdev_register_device */
	if (err) {
		root_device_unregister(courier_depot);
		return err;
	}

	return 0;
}

static void __exit courier_exit(void)
{
	mdev_unregister_device(courier_depot);
/*~ M-19 mdev_unregister_device */
	flush_scheduled_work();
	root_device_unregister(courier_depot);
}

module_init(courier_init);
module_exit(courier_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated parcel services");
