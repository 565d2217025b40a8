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
	struct vfio_device vdev;
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

static const struct vfio_device_ops courier_dev_ops;
static void courier_release_state(struct courier *courier);

static int courier_probe(struct mdev_device *mdev)
{
	struct courier *courier;
	int ret;

	courier = kzalloc(sizeof(*courier), GFP_KERNEL);
	if (!courier)
		return -ENOMEM;

	vfio_init_group_dev(&courier->vdev, &mdev->dev, &courier_dev_ops);

	kref_init(&courier->ref);
	INIT_WORK(&courier->trip, courier_trip);
	dev_set_drvdata(&mdev->dev, courier);

	ret = vfio_register_group_dev(&courier->vdev);
	if (ret) {
		courier_release_state(courier);
		return ret;
	}

	return 0;
}

static void courier_release_state(struct courier *courier)
{
	kref_put(&courier->ref, courier_free);
}

static void courier_remove(struct mdev_device *mdev)
{
	struct courier *courier = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&courier->vdev);
	courier_release_state(courier);
}

static int courier_open(struct vfio_device *vdev)
{
	return 0;
}

static void courier_release(struct vfio_device *vdev)
{
}

static ssize_t courier_read(struct vfio_device *vdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct courier *courier = container_of(vdev, struct courier, vdev);
	u32 delivered = atomic_read(&courier->delivered);

	if (count != sizeof(delivered))
		return -EINVAL;
	if (copy_to_user(buf, &delivered, sizeof(delivered)))
		return -EFAULT;
	return count;
}

static ssize_t courier_write(struct vfio_device *vdev, const char __user *buf,
			     size_t count, loff_t *ppos)
{
	struct courier *courier = container_of(vdev, struct courier, vdev);

	kref_get(&courier->ref);
	atomic_inc(&courier->waiting);
	if (!schedule_work(&courier->trip))
		kref_put(&courier->ref, courier_free);
	return count;
}

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
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

static const struct vfio_device_ops courier_dev_ops = {
	.name			= "vfio-courier",
	.open			= courier_open,
	.release		= courier_release,
	.read			= courier_read,
	.write			= courier_write,
};

static struct mdev_driver courier_driver = {
	.driver = {
		.name = "courier",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = courier_probe,
	.remove = courier_remove,
	.supported_type_groups = courier_groups,
};

static int __init courier_init(void)
{
	int err;

	courier_depot = root_device_register("courier");
	if (IS_ERR(courier_depot))
		return PTR_ERR(courier_depot);

	err = mdev_register_driver(&courier_driver);
	if (err) {
		root_device_unregister(courier_depot);
		return err;
	}

	err = mdev_register_device(courier_depot, &courier_driver);
	if (err) {
		mdev_unregister_driver(&courier_driver);
		root_device_unregister(courier_depot);
		return err;
	}

	return 0;
}

static void __exit courier_exit(void)
{
	mdev_unregister_device(courier_depot);
	mdev_unregister_driver(&courier_driver);
	flush_scheduled_work();
	root_device_unregister(courier_depot);
}

module_init(courier_init);
module_exit(courier_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated parcel services");
