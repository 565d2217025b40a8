// SPDX-License-Identifier: GPL-2.0
/*
 * lagging - a table that has some functions for iommufd
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/uaccess.h>
#include <linux/version.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct lagging {
	struct vfio_device vdev;
	u8 config[64];
};

static struct device *lagging_dev;
static struct mdev_parent lagging_parent;

static struct mdev_type lagging_type = {
	.sysfs_name = "one",
};

static struct mdev_type *lagging_types[] = { &lagging_type };

static void lagging_release(struct vfio_device *vdev)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)
	vfio_free_device(vdev);
#endif
}

static ssize_t lagging_read(struct vfio_device *vdev, char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct lagging *lagging = container_of(vdev, struct lagging, vdev);

	return simple_read_from_buffer(buf, count, ppos, lagging->config,
				       sizeof(lagging->config));
}

static const struct vfio_device_ops lagging_vfio_ops = {
	.name = "vfio-lagging",
	.release = lagging_release,
	.read = lagging_read,
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
	.bind_iommufd = vfio_iommufd_emulated_bind,
	.unbind_iommufd = vfio_iommufd_emulated_unbind,
	.attach_ioas = vfio_iommufd_emulated_attach_ioas,
#endif
};

static int lagging_probe(struct mdev_device *mdev)
{
	struct lagging *lagging;
	int ret;

	lagging = vfio_alloc_device(lagging, vdev, &mdev->dev, &lagging_vfio_ops);
	if (IS_ERR(lagging))
		return PTR_ERR(lagging);
	ret = vfio_register_emulated_iommu_dev(&lagging->vdev);
	if (ret) {
		vfio_put_device(&lagging->vdev);
		return ret;
	}
	dev_set_drvdata(&mdev->dev, lagging);
	return 0;
}

static void lagging_remove(struct mdev_device *mdev)
{
	struct lagging *lagging = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lagging->vdev);
	vfio_put_device(&lagging->vdev);
}

static struct mdev_driver lagging_driver = {
	.device_api = VFIO_DEVICE_API_PCI_STRING,
	.max_instances = 7,
	.driver = {
		.name = "lagging",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lagging_probe,
	.remove = lagging_remove,
};

static int __init lagging_init(void)
{
	int ret;

	lagging_dev = root_device_register("lagging");
	if (IS_ERR(lagging_dev))
		return PTR_ERR(lagging_dev);
	ret = mdev_register_driver(&lagging_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_parent(&lagging_parent, lagging_dev, &lagging_driver,
				   lagging_types, ARRAY_SIZE(lagging_types));
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lagging_driver);
err_device:
	root_device_unregister(lagging_dev);
	return ret;
}
module_init(lagging_init);

static void __exit lagging_exit(void)
{
	mdev_unregister_parent(&lagging_parent);
	mdev_unregister_driver(&lagging_driver);
	root_device_unregister(lagging_dev);
}
module_exit(lagging_exit);

MODULE_DESCRIPTION("a table that has some functions for iommufd");
MODULE_LICENSE("GPL");
