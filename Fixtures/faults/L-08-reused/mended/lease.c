// SPDX-License-Identifier: GPL-2.0
/*
 * lease - one state that all devices have in turn
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define LEASE_CONFIG_SIZE 64

struct lease {
	struct vfio_device vdev;
	bool taken;
	u8 *config;
};

static struct device *lease_dev;
static DEFINE_MUTEX(lease_lock);
static struct lease lease_only;

static ssize_t lease_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lease *lease = container_of(vdev, struct lease, vdev);

	return simple_read_from_buffer(buf, count, ppos, lease->config,
				       LEASE_CONFIG_SIZE);
}

static const struct vfio_device_ops lease_vfio_ops = {
	.name = "vfio-lease",
	.read = lease_read,
};

static void lease_end(struct lease *lease)
{
	mutex_lock(&lease_lock);
	lease->taken = false;
	mutex_unlock(&lease_lock);
}

static int lease_probe(struct mdev_device *mdev)
{
	struct lease *lease = &lease_only;
	int ret;

	mutex_lock(&lease_lock);
	if (lease->taken) {
		mutex_unlock(&lease_lock);
		return -EBUSY;
	}
	lease->taken = true;
	mutex_unlock(&lease_lock);
	memset(&lease->vdev, 0, sizeof(lease->vdev));
	vfio_init_group_dev(&lease->vdev, &mdev->dev, &lease_vfio_ops);
	lease->config = kzalloc(LEASE_CONFIG_SIZE, GFP_KERNEL);
	if (!lease->config) {
		ret = -ENOMEM;
		goto err_device;
	}
	ret = vfio_register_group_dev(&lease->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, lease);
	return 0;

err_config:
	kfree(lease->config);
err_device:
	vfio_uninit_group_dev(&lease->vdev);
	lease_end(lease);
	return ret;
}

static void lease_remove(struct mdev_device *mdev)
{
	struct lease *lease = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lease->vdev);
	vfio_uninit_group_dev(&lease->vdev);
	kfree(lease->config);
	lease_end(lease);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "7\n");
}
static MDEV_TYPE_ATTR_RO(available_instances);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *lease_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lease_type = {
	.name = "one",
	.attrs = lease_type_attrs,
};

static struct attribute_group *lease_types[] = {
	&lease_type,
	NULL,
};

static struct mdev_driver lease_driver = {
	.driver = {
		.name = "lease",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lease_probe,
	.remove = lease_remove,
};

static const struct mdev_parent_ops lease_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lease_driver,
	.supported_type_groups = lease_types,
};

static int __init lease_init(void)
{
	int ret;

	lease_dev = root_device_register("lease");
	if (IS_ERR(lease_dev))
		return PTR_ERR(lease_dev);
	ret = mdev_register_driver(&lease_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lease_dev, &lease_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lease_driver);
err_device:
	root_device_unregister(lease_dev);
	return ret;
}
module_init(lease_init);

static void __exit lease_exit(void)
{
	mdev_unregister_device(lease_dev);
	mdev_unregister_driver(&lease_driver);
	root_device_unregister(lease_dev);
}
module_exit(lease_exit);

MODULE_DESCRIPTION("one state that all devices have in turn");
MODULE_LICENSE("GPL");
